# Kuaihui as an image: `docker build -t kuaihui .`, or `docker compose up -d` with compose.yaml.
# Where the official registries are slow: `--build-arg NODE_IMAGE=… --build-arg npm_config_registry=…`.
ARG NODE_IMAGE=node:24-bookworm-slim

# The build runs on the builder's own processor, and takes the packages of the target's. An image for arm64 therefore
# needs no emulator.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
ARG npm_config_registry
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# The image holds what the npm package holds (`files` in package.json), and the packages that it needs to run.
RUN npm run build \
 && npm pack --ignore-scripts \
 && mkdir /app \
 && tar -xzf kuaihui-*.tgz --strip-components=1 -C /app \
 && cp package-lock.json .npmrc /app/ \
 && mkdir -p /volume && mkdir -m 700 /volume/data \
 && chmod +x /app/dist/cli/kuaihui.js \
 && mkdir -p /links/usr/local/bin && ln -s /app/dist/cli/kuaihui.js /links/usr/local/bin/kuaihui
ARG TARGETARCH
# unpdf would draw pages with @napi-rs/canvas; only text is read.
RUN case "$TARGETARCH" in '') cpu=$(node -p process.arch) ;; amd64) cpu=x64 ;; *) cpu=$TARGETARCH ;; esac \
 && npm ci --prefix /app --omit=dev --ignore-scripts --os=linux --cpu="$cpu" \
 && rm -rf /app/node_modules/@napi-rs

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Kuaihui" \
      org.opencontainers.image.description="A WeChat Official Account chatbot server" \
      org.opencontainers.image.licenses="MIT"
# The last names commands as they are typed outside of the container.
ENV NODE_ENV=production DATA_DIR=/data KUAIHUI_COMMAND="docker exec -it kuaihui kuaihui"
COPY --from=build /app /app
COPY --from=build --chown=1000:1000 /volume/ /
COPY --from=build /links/ /
WORKDIR /app
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1))"]
CMD ["node", "--max-semi-space-size=32", "dist/main.js"]
