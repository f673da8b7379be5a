"use client";
import { ActionIcon, Autocomplete, Button, Select, TextInput, Tooltip } from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconFilter, IconPlus, IconTrash, IconX } from "@tabler/icons-react";
import { CelField } from "@/components/code-editor/cel-field";
import classes from "./change-row.module.css";
import { CHANGE_OPS, CHANGE_WORDS } from "./change-words";
import { type CheckedReducer, expressionProblems, fieldProblem } from "./problem-lookup";
import type { ChangeForm, SetForm } from "./reducer-form";

interface ChangeRowProps {
  readonly change: ChangeForm;
  readonly type: string;
  /** From 0, among the changes of its type. */
  readonly place: number;
  readonly last: boolean;
  /** Where it stands in the definition: `on.0.changes.2`. */
  readonly at: string;
  readonly paths: readonly string[];
  readonly checked: CheckedReducer | undefined;
  readonly onChange: (change: ChangeForm) => void;
  readonly onMove: (step: number) => void;
  readonly onRemove: () => void;
}

/** One change that an event makes: its kind, its place in the state, its expressions, and what is wrong with it. */
export function ChangeRow(props: ChangeRowProps) {
  const { change, type, place, last, at, paths, checked, onChange, onMove, onRemove } = props;
  const number = place + 1;
  const name = change.path.trim() === "" ? `change ${number}` : change.path.trim();
  const set = (part: Partial<ChangeForm>) => onChange({ ...change, ...part });
  const cel = (part: string, label: string, value: string, onText: (text: string) => void, placeholder = "") => (
    <CelField
      label={`${label} on ${type}`}
      type={type}
      placeholder={placeholder}
      value={value}
      problems={expressionProblems(checked, `${at}.${part}`, value)}
      onChange={onText}
    />
  );
  return (
    <li className={classes.row} aria-label={`Change ${number} on ${type}`}>
      <Select
        aria-label={`Kind of change ${number} on ${type}`}
        classNames={{ input: classes.op ?? "" }}
        data={CHANGE_OPS.map((op) => ({ value: op, label: CHANGE_WORDS[op].name }))}
        value={change.op}
        allowDeselect={false}
        comboboxProps={{ width: "max-content", position: "bottom-start" }}
        renderOption={({ option }) => (
          <span>
            {option.label} <span className="hint">{CHANGE_WORDS[option.value as ChangeForm["op"]].says}</span>
          </span>
        )}
        onChange={(op) => set({ op: CHANGE_OPS.find((each) => each === op) ?? change.op })}
      />
      <div className={classes.what}>
        <Autocomplete
          className={classes.path ?? ""}
          aria-label={`Path of change ${number} on ${type}`}
          placeholder={change.op === "set" || change.op === "remove" ? "total" : "lines"}
          classNames={{ input: "mono" }}
          data={[...paths]}
          value={change.path}
          error={change.path === "" ? null : fieldProblem(checked, `${at}.path`)}
          spellCheck={false}
          autoCapitalize="off"
          onChange={(path) => set({ path })}
        />
        {change.op === "set" && (
          <>
            <span className={classes.sign}>=</span>
            <div className={classes.expression}>
              {cel("expression", name, change.expression, (expression) => set({ expression }), "data.total")}
            </div>
          </>
        )}
        {change.op === "add" && (
          <>
            <span className={classes.sign}>add</span>
            <div className={classes.expression}>
              {cel(
                "expression",
                `Item for ${name}`,
                change.expression,
                (expression) => set({ expression }),
                "data.line",
              )}
            </div>
          </>
        )}
        {(change.op === "change" || change.op === "take") && (
          <>
            <span className={classes.sign}>where</span>
            <TextInput
              className={classes.member ?? ""}
              aria-label={`Member of ${name} on ${type}`}
              placeholder="the item"
              classNames={{ input: "mono" }}
              value={change.member}
              error={fieldProblem(checked, `${at}.where.member`)}
              onChange={(event) => set({ member: event.currentTarget.value })}
            />
            <span className={classes.sign}>=</span>
            <div className={classes.expression}>
              {cel("where.equals", `Which items of ${name}`, change.equals, (equals) => set({ equals }), "data.sku")}
            </div>
          </>
        )}
      </div>
      <span className={classes.buttons}>
        <Tooltip label="Only when…">
          <ActionIcon
            aria-label={`Make change ${number} on ${type} only when…`}
            disabled={change.when !== null}
            onClick={() => set({ when: "" })}
          >
            <IconFilter size={14} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon
          aria-label={`Move change ${number} on ${type} up`}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon aria-label={`Move change ${number} on ${type} down`} disabled={last} onClick={() => onMove(1)}>
          <IconArrowDown size={14} />
        </ActionIcon>
        <ActionIcon aria-label={`Remove change ${number} on ${type}`} onClick={onRemove}>
          <IconTrash size={14} />
        </ActionIcon>
      </span>
      <div className={classes.more}>
        {change.op === "change" && <ItemSets {...props} name={name} />}
        {change.op === "change" && change.otherwise !== null && (
          <Optional
            words="where there is none, add"
            remove={`Add no item to ${name} on ${type}`}
            onRemove={() => set({ otherwise: null })}
          >
            {cel(
              "otherwise",
              `New item of ${name}`,
              change.otherwise,
              (otherwise) => set({ otherwise }),
              "{'sku': data.sku}",
            )}
          </Optional>
        )}
        {change.when !== null && (
          <Optional
            words="only when"
            remove={`Make change ${number} on ${type} always`}
            onRemove={() => set({ when: null })}
          >
            {cel("when", `Condition of ${name}`, change.when, (when) => set({ when }), "has(data.total)")}
          </Optional>
        )}
        {change.op === "change" && (
          <span className={classes.offers}>
            <Offer onClick={() => set({ sets: [...change.sets, emptySet()] })}>Another field of the item</Offer>
            {change.otherwise === null && (
              <Offer onClick={() => set({ otherwise: "" })}>Add one where there is none</Offer>
            )}
          </span>
        )}
      </div>
    </li>
  );
}

const emptySet = (): SetForm => ({ id: randomId(), path: "", expression: "" });

function ItemSets({ change, type, at, checked, onChange, name }: ChangeRowProps & { readonly name: string }) {
  const replace = (sets: readonly SetForm[]) => onChange({ ...change, sets });
  return change.sets.map((set, index) => {
    const put = (part: Partial<SetForm>) =>
      replace(change.sets.map((each) => (each === set ? { ...each, ...part } : each)));
    const label = `${set.path || `field ${index + 1}`} of items of ${name}`;
    return (
      <div key={set.id} className={classes.itemSet}>
        <span className={classes.sign}>its</span>
        <TextInput
          className={classes.member ?? ""}
          aria-label={`Field ${index + 1} of items of ${name} on ${type}`}
          placeholder="quantity"
          classNames={{ input: "mono" }}
          value={set.path}
          error={fieldProblem(checked, `${at}.set.${index}.path`)}
          onChange={(event) => put({ path: event.currentTarget.value })}
        />
        <span className={classes.sign}>=</span>
        <div className={classes.expression}>
          <CelField
            label={`${label} on ${type}`}
            type={type}
            placeholder="item.quantity + data.quantity"
            value={set.expression}
            problems={expressionProblems(checked, `${at}.set.${index}.expression`, set.expression)}
            onChange={(expression) => put({ expression })}
          />
        </div>
        <ActionIcon
          aria-label={`Remove ${label} on ${type}`}
          onClick={() => replace(change.sets.filter((each) => each !== set))}
        >
          <IconX size={14} />
        </ActionIcon>
      </div>
    );
  });
}

interface OptionalProps {
  readonly words: string;
  readonly remove: string;
  readonly onRemove: () => void;
  readonly children: React.ReactNode;
}

/** An expression that a change or a type can do without. */
export function Optional({ words, remove, onRemove, children }: OptionalProps) {
  return (
    <div className={classes.itemSet}>
      <span className={classes.sign}>{words}</span>
      <div className={classes.expression}>{children}</div>
      <ActionIcon aria-label={remove} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

/** A small button for a part that is not there yet. */
export function Offer({ onClick, children }: { readonly onClick: () => void; readonly children: React.ReactNode }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      leftSection={<IconPlus size={12} aria-hidden="true" />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
