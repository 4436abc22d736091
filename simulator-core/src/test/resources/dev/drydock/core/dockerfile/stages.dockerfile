FROM a
FROM b AS second
from c as Third.x-y_z
FROM --platform=linux/arm64 d
FROM --platform= e
FROM second
COPY --from=0 / /a
COPY --from=Third.X-y_z / /b
