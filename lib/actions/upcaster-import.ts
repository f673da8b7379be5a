"use server";
import { refresh } from "next/cache";
import { importedMessage } from "@/lib/api/upcaster-export";
import { AppError } from "@/lib/errors";
import { importUpcasters } from "@/lib/operations/import-upcasters";
import { type ActionState, toActionState } from "./state";

export async function importUpcastersAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(importText(Object.fromEntries(form)), importedMessage);
  refresh();
  return state;
}

async function importText({ document, ...fields }: Record<string, FormDataEntryValue>) {
  return importUpcasters({ ...fields, document: parsed(String(document)) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("The file is not valid JSON.", { code: "invalid", cause });
  }
}
