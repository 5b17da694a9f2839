# The same locks as make uses. Build: docker build --tag linked-offences .
# Pages: docker run --rm --volume "$PWD/reports:/offences/reports" linked-offences
FROM python:3.11-slim
RUN apt-get update && apt-get install --yes --no-install-recommends git make && rm -rf /var/lib/apt/lists/*
WORKDIR /offences
COPY . .
RUN make .venv/ready
ENV PATH="/offences/.venv/bin:$PATH"
CMD ["make", "reports"]
