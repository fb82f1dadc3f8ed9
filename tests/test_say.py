import os

from tests.say import say


def test_lines_get_a_name_and_silence_the_time():
    reading, writing = os.pipe()
    said = []

    def note(line):
        said.append(line)
        if line.endswith(" s"):
            os.write(writing, b"..\nthe end")
            os.close(writing)

    os.write(writing, b"one\n...")
    say("here", reading, note, silence=0.01)
    os.close(reading)
    assert said == ["here: one", "here: ...... 0 s", "here: .....", "here: the end"]
