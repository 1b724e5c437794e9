// What works without this file works better with it: the navigation folds on small screens.
document.documentElement.classList.add("js");
const places = document.getElementById("places");
if (places) {
  places.classList.add("collapse");
  document.querySelector(".navbar-toggler").hidden = false;
}

// 添加一行 without a round trip: the last row again, empty. Without this file the server does it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) return;
  event.preventDefault();
  const body = button.closest("section").querySelector("[data-rows] tbody");
  const row = body.lastElementChild.cloneNode(true);
  const number = body.children.length + 1;
  row.removeAttribute("id");
  row.querySelectorAll(".field-error").forEach((one) => one.remove());
  row.querySelectorAll("input, textarea").forEach((one) => {
    one.value = "";
    one.classList.remove("is-invalid");
    one.removeAttribute("aria-invalid");
    one.removeAttribute("aria-describedby");
    one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/第\d+行/, `第${number}行`));
  });
  body.append(row);
  row.querySelector("input, textarea")?.focus();
});

// The ground is asked for only where the information is not disclosed proactively.
const ground = document.querySelector("[data-ground]");
if (ground) {
  const show = () => {
    const chosen = document.querySelector("input[name=openness]:checked");
    ground.hidden = !chosen || chosen.value === "proactive";
  };
  document.addEventListener("change", (event) => { if (event.target.name === "openness") show(); });
  show();
}

// What went wrong is read out and seen first.
document.getElementById("errors")?.focus();
