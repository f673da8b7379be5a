import type { Metadata } from "next";
import { SettingsScreen } from "@/components/settings/settings-screen";
import { authorize } from "@/lib/auth/authorize";
import { hasRole } from "@/lib/auth/role";
import { listApiTokens } from "@/lib/queries/access/api-tokens";
import { listOperators } from "@/lib/queries/access/operators";
import { readiness } from "@/lib/queries/jobs/readiness";
import { demoTrading } from "@/lib/queries/overview/demo-trading";
import { storeIdentity } from "@/lib/queries/overview/store-identity";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const operator = await authorize("viewer");
  const admin = hasRole(operator.role, "admin");
  const [trading, store, ready, operators, tokens] = await Promise.all([
    demoTrading(),
    storeIdentity(),
    readiness(),
    admin ? listOperators() : null,
    admin ? listApiTokens() : null,
  ]);
  return (
    <SettingsScreen
      operator={operator}
      trading={trading}
      store={store}
      readiness={ready}
      operators={operators}
      tokens={tokens}
    />
  );
}
