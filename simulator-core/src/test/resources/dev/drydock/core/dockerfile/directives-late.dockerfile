
# escape=`
FROM scratch
RUN a `
