FROM python:3.13-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PATH="/opt/venv/bin:$PATH"

FROM base AS wheels
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN --mount=type=secret,id=pip,target=/etc/pip.conf,required=true \
    pip install --no-cache-dir -r requirements.txt

FROM base
RUN groupadd --gid 1000 app && useradd --uid 1000 --gid app app
COPY --from=wheels /opt/venv /opt/venv
COPY --chown=app:app --chmod=0755 . /srv/app
WORKDIR /srv/app
USER app
STOPSIGNAL SIGINT
CMD gunicorn --bind 0.0.0.0:${PORT:-8000} app:app
