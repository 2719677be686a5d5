"""What people see and take away: the command line, terminal, pages and exports."""
