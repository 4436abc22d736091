# How a shell of a lab host looks and what it knows.
alias ll='ls -l'
if [ -n "${BASH_VERSION:-}" ] && [ -n "${PS1:-}" ]; then
    PS1='\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '
    alias ls='ls --color=auto'
    alias grep='grep --color=auto'
    if [ -r /usr/share/bash-completion/bash_completion ]; then
        . /usr/share/bash-completion/bash_completion
    fi
fi
