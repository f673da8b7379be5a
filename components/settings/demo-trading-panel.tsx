"use client";
import { Button, NumberInput, Switch } from "@mantine/core";
import { setDemoTradingAction } from "@/lib/actions/set-demo-trading";
import type { TradingSetting } from "@/lib/domain/demo-settings";
import { submitWith } from "../actions/submit-with";
import { useAction } from "../actions/use-action";
import { Panel } from "../layout/panel";
import classes from "./settings.module.css";

/** The switch that lets the demo shop trade on in real time, and how fast. */
export function DemoTradingPanel({
  trading,
  allowed,
}: {
  readonly trading: TradingSetting;
  readonly allowed: boolean;
}) {
  const [, run, busy] = useAction(setDemoTradingAction);
  return (
    <Panel title="Demo shop" padded>
      <form
        method="post"
        onSubmit={submitWith(run)}
        className={classes.form}
        key={`${trading.enabled} ${trading.eventsPerMinute}`}
      >
        <p className="secondary">While it trades, a live worker appends orders, payments and shipments in real time.</p>
        <Switch name="enabled" label="Trade in real time" defaultChecked={trading.enabled} disabled={!allowed} />
        <NumberInput
          name="eventsPerMinute"
          label="Events a minute"
          min={1}
          max={1200}
          allowDecimal={false}
          defaultValue={trading.eventsPerMinute}
          disabled={!allowed}
        />
        <Button
          type="submit"
          loading={busy}
          disabled={!allowed}
          title={allowed ? undefined : "Operators and admins may do this"}
        >
          Save demo shop
        </Button>
      </form>
    </Panel>
  );
}
