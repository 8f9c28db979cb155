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
  // On a phone: plots as wide as the screen, with the title above, where legends need its room. What is written into a plot,
  // and two plots side by side, keep so much room that they can be read; those scroll.
  const narrow = (place, data, layout) => {
    const sideBySide = Object.entries(layout).some(([name, axis]) => /^xaxis\d/.test(name) && axis.domain?.[0] > 0);
    const written = layout.annotations?.length || data.some(({ mode }) => mode?.includes("text"));
    const least = sideBySide || written ? 560 : 0;
    layout.width = Math.min(layout.width, Math.max(place.clientWidth, least));
    layout.legend = { ...layout.legend, x: 0, xanchor: "left" };
    const { text } = layout.title ?? {};
    if (!text) return;
    const heading = document.createElement("p");
    heading.className = "plot-title";
    // It is written for Plotly, with entities; nothing in a document made so is loaded or run.
    heading.textContent = new DOMParser().parseFromString(text, "text/html").body.textContent;
    place.before(heading);
    delete layout.title;
    layout.margin = { ...layout.margin, t: 20 };
  };
  const draw = async (place) => {
    const { data, layout, config, frames } = JSON.parse(place.querySelector("script").textContent);
    const Plotly = await loadPlotly();
    const figure = document.createElement("div");
    if (place.clientWidth < layout.width) narrow(place, data, layout);
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
