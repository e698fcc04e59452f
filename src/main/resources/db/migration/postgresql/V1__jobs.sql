create table job (
  id varchar(36) primary key,
  number bigint generated always as identity unique,
  kind varchar(16) not null,
  state varchar(16) not null,
  name varchar(128) not null,
  dataset varchar(128) not null,
  request text not null,
  sent varchar(64) not null,
  idempotency_key varchar(255),
  enqueued integer not null,
  attempt integer not null,
  fruitless integer not null,
  cancelling boolean not null,
  created timestamp with time zone not null,
  started timestamp with time zone,
  ended timestamp with time zone,
  progress text,
  outcome text,
  problem text,
  constraint one_job_a_key unique (kind, idempotency_key)
);
create index job_state on job (state);

create table job_epoch (
  job varchar(36) not null references job (id) on delete cascade,
  epoch integer not null,
  report text not null,
  primary key (job, epoch)
);

-- One queue for each kind, in the form that db-scheduler wants.
create table training_queue (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority integer,
  primary key (task_name, task_instance)
);
create index training_queue_due on training_queue (execution_time);

create table evaluation_queue (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority integer,
  primary key (task_name, task_instance)
);
create index evaluation_queue_due on evaluation_queue (execution_time);
