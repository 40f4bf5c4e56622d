"""Documents of many pages: parts are laid out in processes of their own and joined to one file.

WeasyPrint holds a whole document in memory and looks through all its pages for each element it tags, so that twice the
pages cost more than twice. Parts bound both, and two of them are made at once where there are two processors. `split`
cuts the text, `children` runs `child` for each part, `join` makes one file of what they drew (`part`): page numbers,
contents, outline, links and tags run through it as if it had been laid out at once. A part begins on a new page.
"""
