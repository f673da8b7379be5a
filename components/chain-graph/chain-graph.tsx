"use client";
import dynamic from "next/dynamic";

/** The versions of a type and of those that upcasters join to it, with the upcasters between them; gaps in red. */
export const ChainGraph = dynamic(() => import("./chain-canvas").then(({ ChainCanvas }) => ChainCanvas));
