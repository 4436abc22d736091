FROM scratch
LABEL 名=值 emoji="🐳 a" ünï=ö
ENV GRÜSSE=schön
RUN echo 你好 \
    世界
