/**
 * A host with Debian's Python, a virtual environment of it and a Python that somebody built: paths and contents as
 * `hostFolder` takes them.
 */
export const PYTHON_HOST = {
  '/usr/bin/python3.11': '',
  '/usr/lib/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so': 'OPENSSLDIR: "/usr/lib/ssl"',
  '/usr/lib/python3/dist-packages/requests/__init__.py': '',
  '/usr/lib/python3/dist-packages/certifi/core.py':
    'DEBIAN_CA_CERTS_PATH = "/etc/ssl/certs/ca-certificates.crt"\n',
  '/usr/lib/python3/dist-packages/certifi/cacert.pem': '',
  '/usr/lib/python3/dist-packages/pip/__init__.py': '__version__ = "23.0.1"\n',
  '/usr/lib/python3/dist-packages/pip/_vendor/certifi/core.py': '',
  '/opt/app/pyvenv.cfg': 'home = /usr/bin\nversion = 3.11.2\n',
  '/opt/app/lib/python3.11/site-packages/requests/__init__.py': '',
  '/opt/app/lib/python3.11/site-packages/certifi/cacert.pem': '',
  '/opt/app/lib/python3.11/site-packages/botocore/cacert.pem': '',
  '/root/.pyenv/versions/3.13.0/lib/python3.13/lib-dynload/_ssl.cpython-313-x86_64-linux-gnu.so':
    'OPENSSLDIR: "/opt/openssl"',
  '/root/.pyenv/versions/3.13.0/lib/python3.13/site-packages/pip/__init__.py': '__version__ = "24.2"\n',
  '/root/.pyenv/versions/3.13.0/lib/python3.13/site-packages/botocore/cacert.pem': '',
};

export const DEBIAN_PYTHON = '/usr/bin/python3.11';
export const APP_PYTHON = '/opt/app/bin/python3.11';
export const BUILT_PYTHON = '/root/.pyenv/versions/3.13.0/bin/python3.13';
