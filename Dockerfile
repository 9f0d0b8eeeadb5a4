# The headless server. `docker build -t friendly-oauth2-server .`; resources/docker/ has compose files that use it.
FROM node:24-slim AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
# Install scripts fetch Electron, which nothing here needs.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-slim
LABEL org.opencontainers.image.title="Friendly OAuth2 Server" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    FRIENDLY_OAUTH2_HOST=0.0.0.0 \
    FRIENDLY_OAUTH2_DATA=/data \
    FRIENDLY_OAUTH2_LOG_FORMAT=json \
    FRIENDLY_OAUTH2_PROFILE=/profile.yaml
WORKDIR /app
COPY --from=build /source/package.json /source/LICENSE ./
COPY --from=build /source/out ./out
COPY --chmod=644 resources/docker/profile.yaml /profile.yaml
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 9000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "out/main/cli.js", "healthcheck"]
# Node is the container's first process, so that a stop reaches it.
ENTRYPOINT ["node", "out/main/cli.js"]
CMD ["serve"]
