-- @metadata {"zeroDowntime": true, "phase": "expand", "description": "Parlant: updated_at follows every update", "author": "sim-platform", "breakingChange": false, "risk": "low", "tags": ["parlant"], "dependencies": ["0093_parlant_tables"]}

CREATE OR REPLACE FUNCTION update_updated_at_column()
RETURNS TRIGGER AS $$
BEGIN
  NEW.updated_at = NOW();
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER update_parlant_agent_updated_at
  BEFORE UPDATE ON parlant_agent
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_tool_updated_at
  BEFORE UPDATE ON parlant_tool
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_journey_updated_at
  BEFORE UPDATE ON parlant_journey
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_journey_state_updated_at
  BEFORE UPDATE ON parlant_journey_state
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_journey_transition_updated_at
  BEFORE UPDATE ON parlant_journey_transition
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_session_updated_at
  BEFORE UPDATE ON parlant_session
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_event_updated_at
  BEFORE UPDATE ON parlant_event
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_guideline_updated_at
  BEFORE UPDATE ON parlant_guideline
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_variable_updated_at
  BEFORE UPDATE ON parlant_variable
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_term_updated_at
  BEFORE UPDATE ON parlant_term
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE TRIGGER update_parlant_canned_response_updated_at
  BEFORE UPDATE ON parlant_canned_response
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
