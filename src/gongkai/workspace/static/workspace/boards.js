// A wall wider than the screen opens where the year is now, not in January.
const wall = document.querySelector(".wall-scroll");
const now = wall?.querySelector(".this-month");
if (now && wall.scrollWidth > wall.clientWidth) {
  wall.scrollLeft = now.offsetLeft + now.offsetWidth - wall.clientWidth;
}
