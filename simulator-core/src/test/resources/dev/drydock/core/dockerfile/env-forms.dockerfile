FROM scratch
ENV a=b c="d e" f='g h' i=j\ k l="m\"n" "o p"=q
ENV old form = with "quotes"
ENV empty= quoted="" single=''
ENV x=${a:-b}c y=\$z
ENV y="multi \
line"
