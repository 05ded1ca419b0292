   -- Drop old tables
   DROP TABLE IF EXISTS requests_old;
   DROP TABLE IF EXISTS settings_old;
   DROP TABLE IF EXISTS admins_old;
   DROP TABLE IF EXISTS spotify_auth_old;
   DROP TABLE IF EXISTS event_settings_old;
   DROP TABLE IF EXISTS oauth_sessions_old;
   DROP TABLE IF EXISTS notifications_old;
