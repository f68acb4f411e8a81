# One static binary in an empty image. docker build -t corridor . && docker run -v "$PWD/data:/data" corridor doctor
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev gcc python3
WORKDIR /src
COPY . .
RUN cargo build --locked --profile dist --bin corridor \
    && python3 .ci/sbom.py "$(rustc -vV | sed -n 's/^host: //p')" > corridor.cdx.json \
    && mkdir -m 700 /empty

FROM scratch
COPY --from=build /src/target/dist/corridor /usr/bin/corridor
COPY --from=build /src/corridor.cdx.json /src/LICENSE-MIT /src/LICENSE-APACHE /usr/share/corridor/
# Whoever runs it owns the data directory and nothing else. Temporary files go there, as the image has no other place.
COPY --from=build --chown=65532:65532 /empty /data
USER 65532:65532
ENV CORRIDOR_DATA=/data TMPDIR=/data SQLITE_TMPDIR=/data
VOLUME /data
WORKDIR /data
ENTRYPOINT ["/usr/bin/corridor"]
CMD ["help"]
