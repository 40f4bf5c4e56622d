// The cases of bench/exports.py as written for exceljs, docx and pdfkit: node FILE peer size out model font.
const fs = require('fs'), [, , peer, size, out, model, font] = process.argv, n = +size;
const day = i => `2024-${String(i % 12 + 1).padStart(2, '0')}-${String(i % 28 + 1).padStart(2, '0')}`;
const wide = i => [i + 1, `Customer ${i}`, `City ${i % 97}`, `Cat ${i % 7}`, i * 1.37, i % 100 / 100, i % 50,
  new Date(day(i)), new Date(day(i)), `Note for row ${i} & more`];
const narrow = i => [String(i + 1), `Customer ${i}`, `City ${i % 97}`, (i * 1.37).toFixed(2), day(i),
  i % 3 ? 'paid' : 'open'];
const WORDS = process.env.WORDS.split(' ');
const wrapped = i => [String(i + 1), `Note ${i}: ${WORDS.join(' ')}; ${WORDS.slice(i % 7).join(' ')}`, `City ${i % 97}`,
  (i * 1.37).toFixed(2), day(i), 'paid'];
const HEAD = ['#', 'Customer', 'City', 'Amount', 'Date', 'State'], WIDTHS = [50, 130, 100, 80, 80, 60];
const blocks = model ? JSON.parse(fs.readFileSync(model)) : [];
const lib = require({ exceljs: 'exceljs', docx: 'docx', pdfkit: 'pdfkit' }[peer.split('-')[0]]);
const closed = stream => new Promise(done => stream.on('finish', done));
const jobs = {
  async exceljs() {
    const book = new lib.stream.xlsx.WorkbookWriter({ filename: out, useStyles: true, useSharedStrings: false });
    const sheet = book.addWorksheet('Report', { views: [{ state: 'frozen', ySplit: 1 }] });
    const names = ['Id', 'Name', 'City', 'Category', 'Amount', 'Rate', 'Qty', 'Date', 'Updated', 'Note'];
    const style = k => k > 6 && k < 9 ? { numFmt: 'yyyy-mm-dd' } : {};
    sheet.columns = names.map((header, k) => ({ header, width: 14, style: style(k) }));
    for (let i = 0; i < n; i++) sheet.addRow(wide(i)).commit();
    sheet.commit(); await book.commit();
  },
  async docx() {
    const levels = { h1: lib.HeadingLevel.HEADING_1, h2: lib.HeadingLevel.HEADING_2 };
    const item = text => new lib.Paragraph({ text, bullet: { level: 0 } });
    const block = (kind, text) => new lib.Paragraph(kind === 'p' ? { text } : { text, heading: levels[kind] });
    const children = blocks.flatMap(([kind, text]) => kind === 'ul' ? text.map(item) : [block(kind, text)]);
    fs.writeFileSync(out, await lib.Packer.toBuffer(new lib.Document({ sections: [{ children }] })));
  },
  async 'docx-table'() {
    const cell = text => new lib.TableCell({ children: [new lib.Paragraph(text)] });
    const row = (cells, k) => new lib.TableRow({ tableHeader: k < 0, children: cells.map(cell) });
    const rows = [row(HEAD, -1)]; for (let i = 0; i < n; i++) rows.push(row(narrow(i), i));
    const sections = [{ children: [new lib.Table({ rows })] }];
    fs.writeFileSync(out, await lib.Packer.toBuffer(new lib.Document({ sections })));
  },
  async 'docx-photos'() {
    const transformation = { width: 600, height: 400 };
    const children = fs.readdirSync('photos').sort().flatMap(name => [
      new lib.Paragraph({ text: `Photo ${name}`, heading: lib.HeadingLevel.HEADING_2 }),
      new lib.Paragraph({ children: [
        new lib.ImageRun({ type: 'jpg', data: fs.readFileSync(`photos/${name}`), transformation })] }),
      new lib.Paragraph(WORDS.join(' '))]);
    fs.writeFileSync(out, await lib.Packer.toBuffer(new lib.Document({ sections: [{ children }] })));
  },
  async pdfkit(draw) {
    const pdf = new lib({ size: 'A4', margin: 47, bufferPages: false }), file = fs.createWriteStream(out);
    pdf.pipe(file); if (font) pdf.font(font); draw(pdf); pdf.end(); await closed(file);
  },
  'pdfkit-table': () => jobs.pdfkit(pdf => {
    const table = pdf.fontSize(9).table({ columnStyles: WIDTHS });
    const row = process.env.SHAPE === 'wrapped' ? wrapped : narrow;
    table.row(HEAD); for (let i = 0; i < n; i++) table.row(row(i)); if (table.end) table.end();
  }),
  'pdfkit-hand': () => jobs.pdfkit(pdf => {
    const xs = WIDTHS.reduce((a, w) => [...a, a.at(-1) + w], [47]); let y = 60;
    const line = cells => { cells.forEach((c, k) => pdf.text(c, xs[k] + 3, y + 3, { lineBreak: false })); y += 15; };
    const rules = () => {
      pdf.lineWidth(.5);
      for (let r = 60; r <= y; r += 15) pdf.moveTo(47, r).lineTo(xs.at(-1), r);
      xs.forEach(x => pdf.moveTo(x, 60).lineTo(x, y)); pdf.stroke();
    };
    pdf.fontSize(9); line(HEAD);
    for (let i = 0; i < n; i++) { if (y > 765) { rules(); pdf.addPage(); y = 60; line(HEAD); } line(narrow(i)); }
    rules();
  }),
  'pdfkit-photos': () => jobs.pdfkit(pdf => {
    for (const name of fs.readdirSync('photos').sort()) {
      if (pdf.y > 400) pdf.addPage();
      pdf.fontSize(15).text(`Photo ${name}`).image(`photos/${name}`, { width: 500 }).moveDown(.5);
      pdf.fontSize(10.5).text(WORDS.join(' ')).moveDown(.5);
    }
  }),
  'pdfkit-report': () => jobs.pdfkit(pdf => {
    for (const [kind, text] of blocks) {
      if (kind === 'ul') pdf.fontSize(10.5).list(text).moveDown(.5);
      else pdf.fontSize({ h1: 19, h2: 15, p: 10.5 }[kind]).text(text).moveDown(.5);
    }
  }),
};
(async () => {
  const warm = +(process.env.WARM || 0); for (let i = 0; i < warm; i++) await jobs[peer]();
  const idle = process.memoryUsage().rss, cpu = process.cpuUsage(), start = performance.now();
  await jobs[peer]();
  const used = process.cpuUsage(cpu), wall = (performance.now() - start) / 1000;
  const peak = process.resourceUsage().maxRSS * 1024;
  const seconds = (used.user + used.system) / 1e6, bytes = fs.statSync(out).size;
  console.log(JSON.stringify({ wall, cpu: seconds, memory: peak - idle, bytes }));
})();
