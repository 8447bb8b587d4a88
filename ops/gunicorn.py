"""gunicorn's configuration in production, from environment variables. Serves plain HTTP to the proxy in front."""

import multiprocessing
import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "site"))

from vigil.logs import ACCESS_FORMAT, gunicorn_logging
from vigil.settings import environment

_port = environment.integer("PORT", 8000, low=1, high=65535)
bind = environment.text("BIND", f"0.0.0.0:{_port}")

# Threads wait for the database together; processes use the cores.
workers = environment.integer("WEB_WORKERS", min(2 * multiprocessing.cpu_count() + 1, 8), low=1, high=64)
threads = environment.integer("WEB_THREADS", 4, low=1, high=64)
worker_class = "gthread"
preload_app = False

timeout = environment.integer("WEB_TIMEOUT", 60, low=5, high=600)
graceful_timeout = 30
keepalive = 5
# Memory that a leak would keep is given back now and then, not by all processes at once.
max_requests = 2000
max_requests_jitter = 200

# An address of readers is refused above 2,000 characters; the administration's may be longer.
limit_request_line = 8190
limit_request_fields = 80
limit_request_field_size = 8190

# Heartbeats in memory: a disk that stands still must not kill workers.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

# Only the proxy in front may say what the client's address and scheme were.
forwarded_allow_ips = environment.text("FORWARDED_ALLOW_IPS", "127.0.0.1")

# Nobody steers a container's server from inside.
control_socket_disable = True

# Neither holds addresses of readers, nor what they ask for behind a question mark.
access_log_format = ACCESS_FORMAT
logconfig_dict = gunicorn_logging(
    environment.choice("LOG_FORMAT", "line", ("line", "json")), access=environment.boolean("ACCESS_LOG", default=False)
)
