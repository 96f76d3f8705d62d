// SPDX-License-Identifier: Apache-2.0
// What a field engineer runs first: is there a printer, how is it, does it print?
#include <functional>
#include <vector>

#include "printer/try/options.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::printer::try_printer;

struct Command {
    CLI::App* words;
    std::function<int(const Options&)> run;
};

std::vector<Command> commands(CLI::App& app, Options& options) {
    std::vector<Command> all;
    const auto add = [&](const char* name, const char* what, int (*run)(const Options&)) {
        auto* words = app.add_subcommand(name, what);
        words->fallthrough();
        all.push_back({words, run});
        return words;
    };
    auto* list = add("probe", "drivers, and the USB printers there are", probe)->alias("list");
    list->add_option("--until", options.until_s, "seconds to wait for one to be plugged in")
        ->check(CLI::Range(0, 3600));
    add("status", "how the printer is; exits 1 if it cannot print", status);
    const auto in_letters = [&](CLI::App* words) {
        words->add_flag("--text", options.text, "in the printer's own letters; FILE is UTF-8 text");
    };
    auto* test = add("test-page", "prints a test page", print_test)->alias("print-test");
    in_letters(test);
    auto* print = add("print", "prints a PNG, dot for dot", print_file);
    in_letters(print);
    print->add_option("FILE", options.picture)->required();
    print->add_option("--id", options.job, "the job's name in the journal");
    add("journal", "all jobs, and how much paper is left", show_journal);
    auto* settle = add("resolve", "what a person found of an uncertain job", resolve);
    settle->add_option("ID", options.job)->required();
    settle->add_option("FOUND", options.found, "in-hand, nothing, or copy to print it again")
        ->required()
        ->check(CLI::IsMember({"in-hand", "nothing", "copy"}));
    add("recover", "settles what an earlier program left; exits 3 if some stays uncertain", recover)
        ->add_option("--wait", options.wait_s, "seconds for the printer to be well")
        ->check(CLI::Range(0, 3600))
        ->capture_default_str();
    add("roll", "a new roll has been put in", change_roll)
        ->add_option("METRES", options.roll_metres)
        ->required()
        ->check(CLI::Range(1, 400));
    auto* pretend = add("simulate", "a pretend printer at a TCP port; ^C ends it", simulate);
    pretend->add_option("--dir", options.directory, "where its paper goes")->required();
    pretend->add_option("--port", options.port, "0: any")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    pretend->add_option("--width", options.width_dots)
        ->check(CLI::Range(320, 640))
        ->capture_default_str();
    return all;
}

}  // namespace

int main(int count, char** words) {
    Options options;
    CLI::App app{"Is there a receipt printer, how is it, and does it print?"};
    app.require_subcommand(1);
    app.add_option("--driver", options.driver, "usb, tcp, file or virtual")->capture_default_str();
    app.add_option("--set", options.set,
                   "the driver's settings: address=192.0.2.7, path=/dev/usb/lp0, directory=DIR");
    app.add_option("--profile", options.profile, "assets/printers/*.toml; generic 80 mm without");
    app.add_option("--journal", options.journal,
                   "a directory that remembers jobs; without it nothing is kept");
    app.add_option("--fonts", options.fonts, "where noto/ is")->capture_default_str();
    app.add_option("--save", options.save, "also write the picture to this PNG");
    const auto all = commands(app, options);
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    for (const Command& one : all) {
        if (one.words->parsed()) {
            return one.run(options);
        }
    }
    return 2;
}
