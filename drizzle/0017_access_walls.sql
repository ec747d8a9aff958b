-- Rows that grant access are seen by the person they are about, but written only inside their workspace: as a person one
-- could otherwise make oneself a member anywhere.
ALTER POLICY wall ON memberships WITH CHECK (workspace_id = (SELECT current_workspace()));
--> statement-breakpoint
ALTER POLICY wall ON invitations WITH CHECK (workspace_id = (SELECT current_workspace()));
