# Ahd: one image for web, worker, beat and one-off commands.
FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    AHD_ENV_FILE= \
    AHD_MODE=production \
    AHD_VAR=/var/lib/ahd
RUN useradd --system --uid 10001 --create-home --home-dir /home/ahd ahd \
 && install -d -o ahd -g ahd /var/lib/ahd
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py pyproject.toml ./
COPY config config
COPY extraction extraction
COPY tracker tracker
COPY seeds seeds
# The key is for these two commands only; a running container is given its own.
RUN export AHD_VAR=/tmp/build SECRET_KEY=only-while-the-image-is-built-0123456789-abcdefghijkl \
 && python manage.py compile_translations \
 && python manage.py collectstatic --noinput \
 && rm -r /tmp/build
USER ahd
VOLUME /var/lib/ahd
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "config.wsgi:application"]
