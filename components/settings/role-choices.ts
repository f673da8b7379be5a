/** The roles with what each may do. */
export const ROLE_CHOICES = [
  { value: "viewer", label: "Viewer: reads everything" },
  { value: "operator", label: "Operator: rebuilds, pauses, drafts upcasters" },
  { value: "admin", label: "Admin: activates, appends, manages operators and tokens" },
];
