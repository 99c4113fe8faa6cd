// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace cordon::ctl {

namespace {

// Every path of the command tree with the words that may follow it: "" -> "init import ...".
void collect(const CLI::App& app, const std::string& path, std::vector<std::pair<std::string, std::string>>& into)
{
    std::string words;
    for (const CLI::App* child : app.get_subcommands(nullptr)) {
        words += child->get_name() + ' ';
    }
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            words += "--" + name + ' ';
        }
    }
    into.emplace_back(path, words);
    for (const CLI::App* child : app.get_subcommands(nullptr)) {
        collect(*child, path.empty() ? child->get_name() : path + ' ' + child->get_name(), into);
    }
}

std::string bashScript(const std::vector<std::pair<std::string, std::string>>& tree, bool zsh)
{
    std::string script = zsh ? "#compdef cordonctl\nautoload -U +X bashcompinit && bashcompinit\n" : "";
    script += "_cordonctl() {\n    local path= word\n    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
              "        [[ $word == -* ]] || path=\"${path:+$path }$word\"\n    done\n"
              "    local words=\n    while :; do\n        case \"$path\" in\n";
    for (const auto& entry : tree) {
        script += "            '" + entry.first + "') words='" + entry.second + "' ;;\n";
    }
    // A path that is no command ends in an argument: what fits is what fits its command.
    script += "            *) if [[ $path == *' '* ]]; then path=\"${path% *}\"; else path=; fi; continue ;;\n        "
              "esac\n        break\n    done\n"
              "    COMPREPLY=($(compgen -W \"$words\" -f -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
              "complete -F _cordonctl cordonctl\n";
    return script;
}

std::string fishScript(const std::vector<std::pair<std::string, std::string>>& tree)
{
    std::string script;
    for (const auto& entry : tree) {
        const std::string when = entry.first.empty()
                                     ? "__fish_use_subcommand"
                                     : "__fish_seen_subcommand_from " + entry.first.substr(entry.first.rfind(' ') + 1);
        script += "complete -c cordonctl -n '" + when + "' -a '" + entry.second + "'\n";
    }
    return script;
}

} // namespace

void addCompletion(CLI::App& app, Console&)
{
    auto shell = std::make_shared<std::string>();
    auto* command = app.add_subcommand("completion", "A completion script for a shell");
    command->add_option("shell", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->callback([&app, shell] {
        std::vector<std::pair<std::string, std::string>> tree;
        collect(app, {}, tree);
        std::cout << (*shell == "fish" ? fishScript(tree) : bashScript(tree, *shell == "zsh"));
    });
}

} // namespace cordon::ctl
