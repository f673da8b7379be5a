import { notFound } from "next/navigation";

/** Any other address, so that "not found" stands inside the console. */
export default function MissingPage(): never {
  notFound();
}
