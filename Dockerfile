# Two small scripts of Plotly, with the kinds of traces that the pages draw: a quarter of the whole
# and less than half of it on the line, evaluated five and two times sooner.
FROM node:22-slim AS plotly
WORKDIR /plotly
COPY deploy/plotly ./
RUN npm ci --ignore-scripts --no-audit --no-fund && npm run build

FROM python:3.13-slim

# Fonts of the stills: DejaVu for Latin and Greek, Noto CJK for Korean. ffmpeg makes the films.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg fonts-dejavu-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/gradscape

# The libraries before the code, so that a change of the code leaves this layer as it is. pip
# compiles what it installs.
COPY pyproject.toml constraints.txt ./
RUN python -c "import pathlib, tomllib; print(*tomllib.loads(pathlib.Path('pyproject.toml').read_text())['project']['dependencies'], sep='\n')" > /tmp/requirements.txt \
    && pip install --no-cache-dir --root-user-action=ignore -c constraints.txt -r /tmp/requirements.txt \
    && rm /tmp/requirements.txt

COPY app app
COPY templates templates
COPY static static
COPY --from=plotly /plotly/made plotly
ENV GRADSCAPE_PLOTLY=/srv/gradscape/plotly
RUN python -m compileall -q app \
    && useradd --create-home --shell /usr/sbin/nologin gradscape

USER gradscape
# Matplotlib's list of fonts, made now and not in front of the first visitor.
RUN python -c "import matplotlib.font_manager"
# Plotly and the mathematics font, compressed now as small as they get.
RUN python -m app.web.assets

EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import httpx; httpx.get('http://127.0.0.1:8000/healthz').raise_for_status()"]
CMD ["python", "-m", "app.serve", "--host", "0.0.0.0"]
