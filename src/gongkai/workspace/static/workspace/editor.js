// The rich text editor asks this function for its words; what is not here stays as it is.
const words = {
  "URL": "链接地址", "Title": "说明", "Edit Link": "编辑链接", "Open in new window": "在新窗口打开",
  "Rows": "行", "Columns": "列", "Include header row": "第一行是表头", "Table Properties": "表格",
  "Save": "确定", "Cancel": "取消", "Update": "确定", "Submit": "确定", "Insert Table": "插入表格",
  "Bold": "加粗", "Italic": "斜体", "Underline": "下划线", "Undo": "撤销", "Redo": "重做",
  "Bullet list": "项目符号", "Ordered list": "编号", "Blockquote": "引用", "Link": "链接",
  "Insert link": "插入链接", "Remove link": "去掉链接", "Paragraph": "正文", "Heading": "标题",
};
window.gettext = (text) => words[text] ?? text;

// The editor writes its own style element unless one is marked as there already, and this site's
// policy allows none. An element that only bears the name stands in; the rules are in workspace.css.
const marker = document.createElementNS("urn:gongkai:marker", "style");
marker.setAttribute("data-tiptap-style", "");
document.head.append(marker);

// A name for the editing area, as the textarea it replaces has one.
const nameEditors = () => {
  for (const area of document.querySelectorAll(".ProseMirror:not([aria-label])")) {
    const source = area.closest(".prose-editor")?.querySelector("textarea");
    const label = source && document.querySelector(`label[for="${CSS.escape(source.id)}"]`);
    area.setAttribute("aria-label", label?.textContent.trim() || "正文");
    area.setAttribute("aria-multiline", "true");
  }
};
new MutationObserver(nameEditors).observe(document.documentElement, { childList: true, subtree: true });
