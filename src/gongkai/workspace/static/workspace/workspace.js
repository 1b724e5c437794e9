// What works without this file works better with it: the navigation folds on small screens.
document.documentElement.classList.add("js");
const places = document.getElementById("places");
if (places) {
  places.classList.add("collapse");
  document.querySelector(".navbar-toggler").hidden = false;
}
