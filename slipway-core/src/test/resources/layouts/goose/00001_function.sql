-- +goose Up
-- +goose StatementBegin
create function f() returns int language plpgsql as $$ begin
  -- +goose Down
  return 1;
end $$;
-- +goose StatementEnd

-- +goose Down
drop function f();
