/** A provider's stack that accepts endpoints, in as many versions as the context has. */
import { AcceptConnections, type AcceptConnectionsProps } from '@postern/cdk-privatelink';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';

const app = new App();
const versions: Readonly<Record<string, AcceptConnectionsProps>> = app.node.getContext('versions');
// The function behind the calls is an asset that nobody needs where they are carried out without it.
const synthesizer = () => new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
for (const [name, props] of Object.entries(versions))
  new AcceptConnections(new Stack(app, name, { synthesizer: synthesizer() }), 'Accept', props);
