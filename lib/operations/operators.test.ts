import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operatorOfSession } from "../auth/operator-of-session";
import { operatorOfToken } from "../auth/operator-of-token";
import { runAs } from "../auth/run-as";
import { signIn } from "../auth/sign-in";
import { pool } from "../db/pool";
import { listApiTokens } from "../queries/access/api-tokens";
import { listOperators } from "../queries/access/operators";
import { store } from "../store";
import { asRole, useAppDatabase } from "../testing/app-database";
import type { TestDatabase } from "../testing/database";
import { auditStream } from "./audit";
import { changeMyPassword } from "./change-my-password";
import { changeOperatorRole } from "./change-operator-role";
import { createApiToken } from "./create-api-token";
import { createOperator } from "./create-operator";
import { resetOperatorPassword } from "./reset-operator-password";
import { revokeApiToken } from "./revoke-api-token";
import { setOperatorDisabled } from "./set-operator-disabled";
import { setStoreIdentity } from "./set-store-identity";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const asAdmin = <Result>(work: () => Result) => asRole("admin", work);
const lastAudit = async () =>
  (await store.readStream(auditStream(new Date()), { direction: "backwards", limit: 1 }))[0];
const someId = "00000000-0000-4000-8000-000000000000";
let made = 0;

async function newOperator(role = "viewer"): Promise<{ id: string; email: string; password: string }> {
  made += 1;
  const { email, password } = await asAdmin(() =>
    createOperator({ email: `o${made}@example.com`, name: "Vera", role }),
  );
  const account = (await asAdmin(listOperators)).find((one) => one.email === email);
  return { id: account?.id ?? "", email, password };
}

describe("refuses a viewer and an operator, and leaves no audit row", () => {
  test.each([
    ["create an operator", () => createOperator({ email: "x@example.com", name: "X", role: "admin" })],
    ["change a role", () => changeOperatorRole({ operatorId: someId, role: "admin" })],
    ["disable an operator", () => setOperatorDisabled({ operatorId: someId, disabled: true })],
    ["reset a password", () => resetOperatorPassword({ operatorId: someId })],
    ["create a token", () => createApiToken({ name: "x", role: "admin", expiresAt: null })],
    ["revoke a token", () => revokeApiToken({ tokenId: someId })],
    ["name the store", () => setStoreIdentity({ name: "x", environment: "" })],
    ["list operators", () => listOperators()],
    ["list tokens", () => listApiTokens()],
  ] as const)("%s", async (_name, work) => {
    const before = await lastAudit();
    for (const role of ["viewer", "operator"] as const) {
      await expect(asRole<Promise<unknown>>(role, work)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await lastAudit()).toEqual(before);
  });
});

test("a new operator can sign in with the generated password, and the audit does not hold it", async () => {
  const { email, password } = await newOperator("operator");
  expect(await lastAudit()).toMatchObject({ type: "OperatorCreated", data: { email, role: "operator" } });
  expect((await lastAudit())?.dataText).not.toContain(password);
  expect(await signIn({ email, password })).toMatchObject({ role: "operator" });
});

test("an address has one account", async () => {
  const { email } = await newOperator();
  const again = () => createOperator({ email: email.toUpperCase(), name: "Again", role: "viewer" });
  await expect(asAdmin(again)).rejects.toMatchObject({ code: "conflict" });
});

test("another role is audited with the one before; the same one changes nothing", async () => {
  const { id } = await newOperator("viewer");
  expect(await asAdmin(() => changeOperatorRole({ operatorId: id, role: "operator" }))).toMatchObject({
    changed: true,
  });
  expect(await lastAudit()).toMatchObject({ type: "OperatorRoleChanged", data: { from: "viewer", to: "operator" } });
  expect(await asAdmin(() => changeOperatorRole({ operatorId: id, role: "operator" }))).toMatchObject({
    changed: false,
  });
});

test("disabling ends sessions at once; enabling does not bring the sessions back", async () => {
  const { id } = await newOperator("operator");
  const epoch = 1;
  expect(await operatorOfSession({ id, epoch })).not.toBeNull();
  await asAdmin(() => setOperatorDisabled({ operatorId: id, disabled: true }));
  expect(await lastAudit()).toMatchObject({ type: "OperatorDisabled", data: { operatorId: id } });
  expect(await operatorOfSession({ id, epoch })).toBeNull();
  await asAdmin(() => setOperatorDisabled({ operatorId: id, disabled: false }));
  expect(await operatorOfSession({ id, epoch })).toBeNull();
  expect(await asAdmin(() => setOperatorDisabled({ operatorId: id, disabled: false }))).toMatchObject({
    changed: false,
  });
});

test("the last admin stays, also when two remove each other at once", async () => {
  await pool.query("delete from foldline.operators where role = 'admin'");
  const first = await newOperator("admin");
  const demote = ({ id }: { id: string }) => asAdmin(() => changeOperatorRole({ operatorId: id, role: "viewer" }));
  await expect(demote(first)).rejects.toMatchObject({ code: "conflict" });
  await expect(asAdmin(() => setOperatorDisabled({ operatorId: first.id, disabled: true }))).rejects.toMatchObject({
    code: "conflict",
  });
  const second = await newOperator("admin");
  const results = await Promise.allSettled([demote(first), demote(second)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a reset password replaces the old one and ends the sessions", async () => {
  const { id, email, password } = await newOperator();
  const reset = await asAdmin(() => resetOperatorPassword({ operatorId: id }));
  expect(await lastAudit()).toMatchObject({ type: "OperatorPasswordReset", data: { email } });
  expect(await signIn({ email, password })).toBeNull();
  expect(await signIn({ email, password: reset.password })).toMatchObject({ epoch: 2 });
});

test("who changes their password must know it, and all of their sessions end", async () => {
  const { id, email, password } = await newOperator("viewer");
  const change = (current: string, wanted: string) =>
    runAs({ id, email, name: "Vera", role: "viewer" }, () => changeMyPassword({ current, wanted }));
  await expect(change("wrong", "a long enough one")).rejects.toMatchObject({ code: "invalid" });
  await expect(change(password, "short")).rejects.toThrow("12 characters");
  await change(password, "a long enough one");
  expect(await lastAudit()).toMatchObject({ type: "OperatorPasswordChanged", metadata: { actor: id } });
  expect(await operatorOfSession({ id, epoch: 1 })).toBeNull();
  expect(await signIn({ email, password: "a long enough one" })).not.toBeNull();
});

test("a token works until it is revoked; the audit holds neither it nor its hash", async () => {
  const expiresAt = new Date(Date.now() + 86_400_000);
  const { token } = await asAdmin(() => createApiToken({ name: "ci", role: "operator", expiresAt }));
  expect(await lastAudit()).toMatchObject({
    type: "ApiTokenCreated",
    data: { name: "ci", role: "operator", expiresAt: expiresAt.toISOString() },
  });
  expect((await lastAudit())?.dataText).not.toContain(token);
  expect(await operatorOfToken(token)).toMatchObject({ role: "operator" });
  await expect(asAdmin(() => createApiToken({ name: "ci", role: "viewer", expiresAt: null }))).rejects.toMatchObject({
    code: "conflict",
  });
  const [listed] = await asAdmin(listApiTokens);
  expect(listed).toMatchObject({ name: "ci", state: "active" });
  const revoke = () => asAdmin(() => revokeApiToken({ tokenId: listed?.id }));
  expect(await revoke()).toMatchObject({ changed: true });
  expect(await lastAudit()).toMatchObject({ type: "ApiTokenRevoked", data: { name: "ci" } });
  expect(await operatorOfToken(token)).toBeNull();
  expect(await revoke()).toMatchObject({ changed: false });
});

test("a token that a token made stops with the operator of the first", async () => {
  const { id } = await newOperator("admin");
  const create = (operator: string, name: string) =>
    runAs({ id: operator, name: "Vera", email: "", role: "admin" }, () =>
      createApiToken({ name, role: "admin", expiresAt: null }),
    );
  const parent = await operatorOfToken((await create(id, "parent")).token);
  const { token } = await create(parent?.id ?? "", "child");
  expect(await operatorOfToken(token)).toMatchObject({ role: "admin" });
  await asAdmin(() => changeOperatorRole({ operatorId: id, role: "viewer" }));
  expect(await operatorOfToken(token)).toMatchObject({ role: "viewer" });
  await asAdmin(() => setOperatorDisabled({ operatorId: id, disabled: true }));
  expect(await operatorOfToken(token)).toBeNull();
});

test("naming the store leaves one audit row, and none when nothing changes", async () => {
  const identity = { name: "shop", environment: "Staging" };
  expect(await asAdmin(() => setStoreIdentity(identity))).toEqual({ ...identity, changed: true });
  expect(await lastAudit()).toMatchObject({ type: "StoreNamed", data: identity });
  expect(await asAdmin(() => setStoreIdentity(identity))).toEqual({ ...identity, changed: false });
});
