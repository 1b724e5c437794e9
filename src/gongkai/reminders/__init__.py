"""Who is told what, when: reminders before and after a due date, collected into a letter a day."""
