import { ApiKeys } from '@tocsin/access-control';
import { SystemClock } from '@tocsin/clock';
import { createDataSource } from '@tocsin/database';
import type { DataSource } from 'typeorm';
