import type { Operator } from "@/lib/auth/operator";
import { hasRole } from "@/lib/auth/role";
import type { TradingSetting } from "@/lib/domain/demo-settings";
import type { ApiTokenInfo } from "@/lib/queries/access/api-tokens";
import type { OperatorAccount } from "@/lib/queries/access/operators";
import type { Readiness } from "@/lib/queries/jobs/readiness";
import type { StoreIdentity } from "@/lib/queries/overview/store-identity";
import { PageBody, PageHeader } from "../layout/page-header";
import { AboutPanel } from "./about-panel";
import { DemoTradingPanel } from "./demo-trading-panel";
import { OperatorsPanel } from "./operators-panel";
import { PasswordPanel } from "./password-panel";
import classes from "./settings.module.css";
import { StorePanel } from "./store-panel";
import { TimeZonePanel } from "./time-zone-panel";
import { TokensPanel } from "./tokens-panel";

interface SettingsScreenProps {
  readonly operator: Operator;
  readonly trading: TradingSetting;
  readonly store: StoreIdentity;
  readonly readiness: Readiness;
  /** Null for those who are no admins. */
  readonly operators: readonly OperatorAccount[] | null;
  readonly tokens: readonly ApiTokenInfo[] | null;
}

/** What an operator can set: for themselves on one side, for everybody on the other. */
export function SettingsScreen({ operator, trading, store, readiness, operators, tokens }: SettingsScreenProps) {
  return (
    <>
      <PageHeader title="Settings" facts={`Signed in as ${operator.email}, ${operator.role}`} />
      <PageBody>
        <div className={classes.columns}>
          <div className={classes.column}>
            <OperatorsPanel operators={operators} me={operator.id} />
            <TokensPanel tokens={tokens} />
          </div>
          <div className={classes.column}>
            <DemoTradingPanel trading={trading} allowed={hasRole(operator.role, "operator")} />
            <StorePanel store={store} allowed={hasRole(operator.role, "admin")} />
            <TimeZonePanel />
            <PasswordPanel />
            <AboutPanel readiness={readiness} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
