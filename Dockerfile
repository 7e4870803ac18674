# Pinned by exact tags. To pin by content as well, append the digest that `docker buildx imagetools inspect <image>` prints:
#   NODE_IMAGE=node:24.21.0-trixie-slim@sha256:…
ARG NODE_IMAGE=node:24.21.0-trixie-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs server ui

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="mailsink" \
      org.opencontainers.image.description="A test double for an SMTP server" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
# Everything is bundled: there is no node_modules.
COPY --from=build /app/dist/*.js /app/dist/THIRD-PARTY-NOTICES ./dist/
COPY --from=build /app/dist/ui ./dist/ui

# 0.0.0.0, because a container that listens on its own loopback address is reached by nobody; what that means is said at start.
# In a network without IPv4 set it to ::, which takes both where there are both.
ENV NODE_ENV=production \
    MAILSINK_HOST=0.0.0.0

# A number, so that Kubernetes can check runAsNonRoot. Nothing is written: the file system may be read-only.
USER 65532:65532
EXPOSE 1025 1465 1587 8025

# The process handles the signal itself; there is no shell and no npm between it and the container runtime.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=4s --start-period=15s --start-interval=1s --retries=3 \
  CMD ["node", "/app/dist/main.js", "ready"]
ENTRYPOINT ["node", "/app/dist/main.js"]
