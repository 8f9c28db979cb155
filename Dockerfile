# The project in a container, by the same set-up as everywhere: package-lock.json and requirements.txt say which versions.
#   docker build -t music . && docker run --rm -it -p 127.0.0.1:8888:8888 music
# It serves .devcontainer and Binder as well, which wants a user with the number 1000 and .venv's Python on the PATH.
FROM node:24-trixie-slim AS tools
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates g++ git python3 python3-venv \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node /home/node/music /home/node/music/results
USER node
WORKDIR /home/node/music

FROM tools
COPY --chown=node:node . .
# The addon is compiled for the processor that builds; on another, the first start compiles it again.
RUN node setup/main.mjs setup \
 && rm -rf /home/node/.cache /home/node/.npm
ENV PATH=/home/node/music/.venv/bin:$PATH
EXPOSE 8888
CMD ["npm", "start", "--", "--ip", "0.0.0.0"]
