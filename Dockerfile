# Two images from one build: `app` (web server and worker) and `proxy` (nginx with the collected static files).

FROM python:3.13-slim-trixie AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app/site
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY . .
RUN python tools/catalogues.py compile
# Enough settings to collect files; nothing of them stays in the image.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    BASE_URL=https://build.invalid DATABASE_URL=sqlite:////tmp/build.sqlite3 \
    DJANGO_SETTINGS_MODULE=vigil.settings.production \
    sh -c 'python manage.py collectstatic --noinput --verbosity 0 && python ops/error_pages.py var/errors' \
    && mkdir -p var/media var/published var/backups var/metrics \
    && rm -rf tests docs .git

FROM python:3.13-slim-trixie AS app
# What backups are made with; pg_dump has to be as new as the server.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client-17 age gnupg \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 vigil && useradd --system --uid 10001 --gid vigil --home-dir /app --no-create-home vigil
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app/site PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=vigil.settings.production PORT=8000
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
RUN chown -R vigil:vigil /app/var/media /app/var/published /app/var/backups /app/var/metrics
USER vigil
VOLUME /app/var/media /app/var/published /app/var/backups /app/var/metrics
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=15s --start-period=120s --retries=4 \
    CMD ["python", "/app/ops/healthcheck.py"]
ENTRYPOINT ["python", "/app/ops/entrypoint.py"]
CMD ["web"]

FROM nginx:1.28-alpine AS proxy
COPY ops/nginx/vigil.conf.template /etc/nginx/templates/default.conf.template
COPY ops/nginx/proxy.conf /etc/nginx/snippets/vigil-proxy.conf
COPY ops/nginx/published.conf /etc/nginx/snippets/vigil-published.conf
COPY --from=build /app/var/static /srv/vigil/static
COPY --from=build /app/var/errors /srv/vigil/errors
HEALTHCHECK --interval=15s --timeout=5s --retries=4 CMD wget -q -O /dev/null http://127.0.0.1:8080/proxy-health || exit 1
