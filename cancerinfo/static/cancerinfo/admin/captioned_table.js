// The editor's table, with a caption: what the table shows, which every table must say.

import { Table as PlainTable, updateAttrsDialog } from "django-prose-editor/editor";

const ask = updateAttrsDialog(
  { caption: { type: "string", title: gettext("What the table shows") } },
  { title: gettext("Caption of the table"), submitText: gettext("Set the caption") },
);

export const Table = PlainTable.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: "",
        parseHTML: (element) => element.querySelector("caption")?.textContent.trim() || "",
        renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
      },
    };
  },

  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },

  renderHTML({ node, HTMLAttributes }) {
    const caption = node.attrs.caption ? [["caption", {}, node.attrs.caption]] : [];
    return ["table", HTMLAttributes, ...caption, ["tbody", 0]];
  },

  addMenuItems(given) {
    this.parent?.(given);
    given.menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: given.buttons.text(gettext("Caption"), gettext("Caption of the table")),
      hidden: (editor) => !editor.isActive("table"),
      command(editor) {
        ask(editor, editor.getAttributes("table")).then((attrs) => {
          if (attrs) editor.chain().focus().updateAttributes("table", attrs).run();
        });
      },
    });
  },

  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions:
        () =>
        ({ commands }) =>
          commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    };
  },
});
