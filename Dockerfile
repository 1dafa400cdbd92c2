# Both bases are arguments, so that a mirror or another build of Node.js can take their place. The runtime base is laid
# out as the distroless images of Node.js are: /nodejs/bin/node, no shell, and uid 65532 for whoever is not root.
ARG BUILD_IMAGE=node:26-bookworm-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs26-debian13:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# A registry of one's own; npm's own default where it is not given.
ARG NPM_CONFIG_REGISTRY
COPY package.json package-lock.json ./
# No install scripts: the only one that matters downloads the Node.js that this image already is.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts/build.ts scripts/lean-builtins.ts scripts/left-out.ts scripts/licenses.ts scripts/x509-library.ts scripts/
COPY src src
# The commit that is built; it shows in --version and in tls_cert_exporter_build_info.
ARG REVISION=unknown
RUN node scripts/build.ts

# V8's compile cache halves the start, and is found again only by the same Node.js under the same uid: it is made by
# the runtime base itself, once for the uid that runs by default and once for root, which some hosts' keys ask for. The
# flags are those of the entry point, which are part of the cache's name as well.
FROM ${RUNTIME_IMAGE} AS warm
COPY --from=build --chown=65532:65532 /build/dist /app
COPY scripts/warm-compile-cache.ts /warm/
USER 65532:65532
RUN ["/nodejs/bin/node", "--invocation-count-for-maglev=100000", "--invocation-count-for-maglev-osr=100000", "--invocation-count-for-turbofan=100000", "--invocation-count-for-osr=100000", "--no-sparkplug", "/warm/warm-compile-cache.ts", "/app/tls-cert-exporter.mjs", "/app/compile-cache"]
USER 0:0
RUN ["/nodejs/bin/node", "--invocation-count-for-maglev=100000", "--invocation-count-for-maglev-osr=100000", "--invocation-count-for-turbofan=100000", "--invocation-count-for-osr=100000", "--no-sparkplug", "/warm/warm-compile-cache.ts", "/app/tls-cert-exporter.mjs", "/app/compile-cache"]

FROM ${RUNTIME_IMAGE}
ARG REVISION=unknown
ARG VERSION=unknown
LABEL org.opencontainers.image.title="tls-cert-exporter" \
      org.opencontainers.image.description="A Prometheus exporter that knows when a certificate will fail somebody, and says why" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# Everything belongs to root and nothing is written at run time: a read-only root file system is enough.
COPY --from=warm --chown=0:0 /app /app
ENV NODE_COMPILE_CACHE=/app/compile-cache
# One heap of malloc's for all threads instead of one each (mallopt(3)): 5 MB less, and few threads to share it.
ENV MALLOC_ARENA_MAX=1
# What is large is given back when it is not needed any more, also after large pieces have come and gone: 2 MB less.
ENV MALLOC_MMAP_THRESHOLD_=65536
USER 65532:65532
EXPOSE 9201
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["/nodejs/bin/node", "/app/tls-cert-exporter.mjs", "healthcheck"]
# V8's optimizing compilers begin after a hundred thousand calls of a function: by using them at all they touch 9 MB of
# Node.js's own file and take 3 MB. The code of the compiler that does not optimize, Sparkplug, is another 1.5 MB. A few
# hundred certificates get nothing for that; where there are many files the exporter takes all of it back before it reads
# them (src/app/compile-soon.ts).
ENTRYPOINT ["/nodejs/bin/node", "--invocation-count-for-maglev=100000", "--invocation-count-for-maglev-osr=100000", "--invocation-count-for-turbofan=100000", "--invocation-count-for-osr=100000", "--no-sparkplug", "/app/tls-cert-exporter.mjs"]
