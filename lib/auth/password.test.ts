import { expect, test } from "vitest";
import { generatePassword, hashPassword, verifyPassword } from "./password";

test("the right password matches its hash, another does not", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(await verifyPassword("correct horse battery", hash)).toBe(true);
  expect(await verifyPassword("correct horse batterz", hash)).toBe(false);
});

test("one password has another hash each time", async () => {
  expect(await hashPassword("same")).not.toBe(await hashPassword("same"));
});

test("the same letters typed in another Unicode form are the same password", async () => {
  expect(await verifyPassword("Ko\u0308ln", await hashPassword("K\u00f6ln"))).toBe(true);
});

test("a hash that cannot be read matches nothing", async () => {
  for (const hash of ["", "plain", "scrypt$a$8$1$c2FsdA$a2V5", "bcrypt$1$1$1$c2FsdA$a2V5"]) {
    expect(await verifyPassword("", hash)).toBe(false);
  }
});

test("generated passwords are long, random, and without letters that are mistaken for each other", () => {
  const passwords = Array.from({ length: 50 }, generatePassword);
  expect(new Set(passwords).size).toBe(50);
  for (const password of passwords) expect(password).toMatch(/^[a-kmnp-zA-HJ-NP-Z2-9]{20}$/);
});
