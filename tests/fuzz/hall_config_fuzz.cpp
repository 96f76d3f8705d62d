// SPDX-License-Identifier: Apache-2.0
// A hall, a catalogue and the texts as somebody edited them: taken, or refused with the place.
#include "sync/hall/config.h"
#include "sync/hall/phrases.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::string_view hall_text = input.field();
    const std::string_view catalogue_text = input.field();
    const std::string_view phrases_text = input.field();
    const auto loaded = load_hall(hall_text, "hall.json");
    if (loaded.has_value()) {
        if (const auto catalogue = load_catalogue(catalogue_text, *loaded, "catalog.json")) {
            for (const Item& item : catalogue->items) {
                fuzz::promise(loaded->queue(item.queue) != nullptr, "an item of no queue");
            }
        }
    } else {
        fuzz::promise(loaded.error().file == "hall.json", "an error without a file");
        fuzz::promise(!loaded.error().remedy.empty(), "an error without a remedy");
    }
    (void)Phrases::load({{{phrases_text, "a"}, {phrases_text, "b"}, {phrases_text, "c"}}});
    return 0;
}
