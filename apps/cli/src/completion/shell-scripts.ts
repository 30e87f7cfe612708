/** Shells that a script is made for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * Each asks `liaison complete` with the words so far and gets a line for each candidate: the word, a tab and what it means;
 * `:files` and `:folders` leave the rest to the shell.
 */
export const SHELL_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# liaison: completion for bash 3.2 and later. Load it with: eval "$(liaison completion bash)"
_liaison() {
  local line current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current") ;;
      :folders) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$current") ;;
      *)
        line="\${line%%$'\\t'*}"
        case "$line" in *[!A-Za-z0-9_.,:=@/-]*) line="$(printf '%q' "$line")" ;; esac
        COMPREPLY+=("$line")
        ;;
    esac
  done < <(liaison complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _liaison liaison
`,
  zsh: `#compdef liaison
# liaison: completion for zsh. Load it with: eval "$(liaison completion zsh)"
_liaison() {
  local line
  local -a described
  for line in "\${(@f)$(liaison complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      '') ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *) described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  (( \${#described} )) && _describe -V liaison described
}
compdef _liaison liaison
`,
  fish: `# liaison: completion for fish. Load it with: liaison completion fish | source
function __liaison
  set -l typed (commandline -opc) (commandline -ct)
  for line in (liaison complete -- $typed[2..-1] 2>/dev/null)
    switch $line
      case ':files'
        __fish_complete_path (commandline -ct)
      case ':folders'
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c liaison -f -a '(__liaison)'
`,
};
