import { writeFileSync } from 'node:fs';
import { dashboardJson } from './dashboard.ts';
import { DASHBOARD_FILE } from './file.ts';

// `npm run dashboard`: writes the file that people import. A test holds that it is what this would write.
writeFileSync(DASHBOARD_FILE, dashboardJson());
