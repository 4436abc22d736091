// @ts-check
import { followDraft } from "../views/draft.js";

followDraft(async () => location.reload());
