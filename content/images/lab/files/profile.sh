# How a shell of a lab host looks and what it knows.
alias ll='ls -l'
if [ -n "${BASH_VERSION:-}" ] && [ -n "${PS1:-}" ]; then
    PS1='\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '
    alias ls='ls --color=auto'
    alias grep='grep --color=auto'
    # Reading all of it takes longer than starting the lab host: at the first Tab is early enough.
    _lab_completion() {
        unset -f _lab_completion
        . /usr/share/bash-completion/bash_completion
        _completion_loader "$@"
    }
    complete -D -F _lab_completion
fi
