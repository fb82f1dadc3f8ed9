// Asks the browser for a passkey, and sends its answer with the form.

function asked(question) {
  if (question.rp) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(question);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question);
  return navigator.credentials.get({ publicKey });
}

const isPossible = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

document.querySelectorAll(".no-passkey").forEach((words) => {
  words.hidden = isPossible;
});
document.querySelectorAll("form.passkey").forEach((form) => {
  const problem = form.querySelector("[role=alert]");
  form.hidden = !isPossible;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const answer = await asked(JSON.parse(form.dataset.question));
      form.elements.passkey.value = JSON.stringify(answer);
    } catch {
      problem.hidden = false;
      return;
    }
    form.submit();
  });
});
