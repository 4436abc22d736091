# a comment before all
#escape=`
FROM scratch # no comment here
