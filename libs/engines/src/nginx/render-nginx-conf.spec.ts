import { renderNginxConf } from './render-nginx-conf';

const tlsOnly = {
  httpsPort: 8443,
  ingest: ['127.0.0.1:9001', '127.0.0.1:9002'],
  api: ['127.0.0.1:9003'],
  pki: { certFile: '/srv/a b/server.pem', keyFile: '/srv/a b/server.key' },
};
const options = { ...tlsOnly, httpPort: 8080 };

describe(renderNginxConf.name, () => {
  it('listens on loopback unless told otherwise', () => {
    expect(renderNginxConf(options)).toContain('listen 127.0.0.1:8443 ssl http2;');
    expect(renderNginxConf({ ...options, address: '0.0.0.0' })).toContain('listen 0.0.0.0:8080;');
  });

  it('has no plain port unless one is given', () => {
    expect(renderNginxConf(tlsOnly).match(/listen /g)).toHaveLength(1);
  });

  it('keeps a path with a blank one word', () => {
    expect(renderNginxConf(options)).toContain('ssl_certificate "/srv/a b/server.pem";');
  });

  it('asks clients for certificates only when it is given an authority for them', () => {
    expect(renderNginxConf(options)).not.toContain('ssl_verify_client');
    const pki = { ...options.pki, clientCaFile: '/srv/ca.pem' };
    expect(renderNginxConf({ ...options, pki })).toContain('ssl_client_certificate "/srv/ca.pem";');
  });

  it('knows no api where there is none', () => {
    expect(renderNginxConf({ ...options, api: [] })).not.toContain('http://api');
  });

  it('refuses a path nginx would take for a variable', () => {
    const pki = { ...options.pki, certFile: '/srv/$HOME/server.pem' };
    expect(() => renderNginxConf({ ...options, pki })).toThrow('/srv/$HOME/server.pem');
  });

  it('knows every ingest', () => {
    const conf = renderNginxConf(options);
    expect(conf).toContain('server 127.0.0.1:9001');
    expect(conf).toContain('server 127.0.0.1:9002');
  });
});
