// Draws each figure when it comes near the window; Plotly itself is loaded with the first one.
(() => {
  let plotly;
  const loadPlotly = () =>
    (plotly ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "assets/plotly.min.js";
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("assets/plotly.min.js is missing"));
      document.head.append(script);
    }));
  const draw = async (place) => {
    const { data, layout, config, frames } = JSON.parse(place.querySelector("script").textContent);
    const Plotly = await loadPlotly();
    const figure = document.createElement("div");
    await Plotly.newPlot(figure, { data, layout, frames, config: { responsive: true, ...config } });
    place.replaceChildren(figure);
    place.style.minHeight = "";
    Plotly.Plots.resize(figure);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        void draw(target);
      }
    },
    { rootMargin: "600px" },
  );
  for (const place of document.querySelectorAll(".plotly-figure")) observer.observe(place);
})();
